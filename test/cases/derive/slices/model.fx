# Sums over parts of vectors say where they end.
data  x: real[4], y: binary
param w: real[4]

z = sum(w[1:2]) + dot(w[3:4], x[1:2])
y ~ bernoulli(sigmoid(z))
penalty sum(w[2:end].^2)
