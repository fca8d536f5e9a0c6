data y: real
param mu: real, sigma: positive, q: unit, p: simplex[3], r: interval(0, 10), c: ordered[2]
y ~ normal(mu + q + r + c[1] + p[1], sigma)
mu ~ normal(0, 1)
sigma ~ gamma(2, 1)
q ~ beta(2, 2)
p ~ dirichlet([1, 1, 1])
r ~ uniform(0, 10)
c ~ normal(0, 1)
