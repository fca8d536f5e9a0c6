data x: real, y: real
param m: real
hyper tau: positive = 1
y ~ normal(m*x, 1)
m ~ normal(0, tau)
