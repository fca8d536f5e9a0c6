# Linear regression as maximum likelihood.
data  x: real, y: real
param w: real, b: real, sigma: positive

y ~ normal(w*x + b, sigma)
