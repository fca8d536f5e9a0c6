data y: real
param mu: real, sigma: positive, tau: positive, q: unit, r: interval(0, 10)
y ~ normal(mu + q + r, sigma)
mu ~ normal(0, tau)
sigma ~ normal(0, 1)
tau ~ cauchy(0, 2.5)
q ~ exponential(tau)
r ~ normal(mu, 1)
