# Weather and the time of the way to work.
data  w: binary, t: real
param p: unit, alpha: real, beta: real, sigma: positive

w ~ bernoulli(p)
t ~ normal(alpha + beta*w, sigma)
