data x: real
param w: real
w ~ normal(x, 1)
