# A Laplace prior is an L1 penalty.
dim D = 3
data  x: real[D], y: binary
param w: real[D], b: real
hyper s: positive = 1

z = dot(w, x) + b
y ~ bernoulli(sigmoid(z))
w ~ laplace(0, s)
