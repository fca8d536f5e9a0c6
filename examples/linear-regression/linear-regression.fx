# Stopping distance (feet) by speed (miles per hour): linear regression as maximum likelihood.
data  speed: real, dist: positive
param w: real, b: real, sigma: positive

dist ~ normal(w*speed + b, sigma)

output predicted = w*speed + b
