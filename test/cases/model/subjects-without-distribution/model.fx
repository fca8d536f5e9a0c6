data x: real, y: real
param w: real, s: positive
hyper tau: positive = 1
y - w*x ~ normal(0, s)
log(s) ~ normal(0, 1)
3 ~ normal(0, tau)
tau ~ gamma(1, 1)
