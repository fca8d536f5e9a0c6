# One column overlaps, the other one has a prior.
data x: real, z: real, y: binary
param w: real, v: real, b: real
y ~ bernoulli(sigmoid(w*x + v*z + b))
v ~ normal(0, 1)
