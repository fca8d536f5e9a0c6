data y: positive, s: category(3), x: real, c: category(2), z: real[2]
param p: unit, q: simplex[3]
y ~ bernoulli(p)
s ~ normal(0, 1)
x ~ categorical(q)
z ~ categorical(q)
-y ~ gamma(1, 1)
