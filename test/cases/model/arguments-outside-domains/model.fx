data y: real, n: count
param m: real, p: positive
y ~ normal(m, 0)
y ~ normal(m, -p)
n ~ binomial(10, 1.5)
n ~ binomial(2.5, 0.5)
n ~ poisson(-exp(m))
