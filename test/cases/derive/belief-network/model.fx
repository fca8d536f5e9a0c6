# Each pixel given those before it.
dim D = 64
data  x: binary[D]
param W: real[D, D], b: real[D]

x ~ bernoulli(sigmoid(tril(W, -1)*x + b))
