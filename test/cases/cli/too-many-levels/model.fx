data y: binary
param p: unit
y ~ bernoulli(p)
