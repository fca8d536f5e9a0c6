# Logistic regression on two features.
data  x1: real, x2: real, y: binary
param w1: real, w2: real, b: real

y ~ bernoulli(sigmoid(w1*x1 + w2*x2 + b))
