data x: real, y: binary
param w: real, b: real
param alpha: positive, beta: positive
data z: positive
y ~ bernoulli(sigmoid(w*x + b))
z ~ gamma(alpha, beta)
