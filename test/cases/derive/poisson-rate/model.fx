data y: count
param lambda: positive
y ~ poisson(lambda)
lambda ~ gamma(2, 1)
