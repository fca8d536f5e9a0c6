data y: real
param mu: real, sigma: positive
y ~ normal(mu, sigma)
