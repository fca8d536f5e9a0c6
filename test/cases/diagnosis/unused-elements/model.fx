# The mask leaves out the diagonal and all above it.
dim D = 4
data x: binary[D]
param W: real[D, D], b: real[D]
x ~ bernoulli(sigmoid(tril(W, -1)*x + b))
