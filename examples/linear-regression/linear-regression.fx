# Stopping distance (feet) by speed (miles per hour): linear regression as maximum likelihood.
data  speed: real, dist: real
param w: real, b: real
param sigma: positive = 10

dist ~ normal(w*speed + b, sigma)

output predicted = w*speed + b
