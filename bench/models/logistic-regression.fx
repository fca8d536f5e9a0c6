# Logistic regression with 20 features
dim D = 20
data x: real[D], y: binary
param w: real[D], b: real
y ~ bernoulli(sigmoid(dot(w, x) + b))
