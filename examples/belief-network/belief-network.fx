# A fully visible sigmoid belief network: each pixel given those before it.
dim D = 64
data  x: binary[D]
param W: real[D, D], b: real[D]
hyper tau: positive = 1

z = tril(W, -1)*x + b
x ~ bernoulli(sigmoid(z))
W ~ normal(0, tau)
b ~ normal(0, tau)

output probability = sigmoid(z)
