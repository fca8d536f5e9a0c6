data x: real, y: real
param m: real
y ~ normal(m*x, 1)
