data y: real
param w: real, s: positive, u: unit, b: positive
y ~ normal(w, s)
w ~ uniform(-1, 1)
s ~ uniform(0, b)
b ~ exponential(1)
u ~ uniform(-1, 2)
penalty u
