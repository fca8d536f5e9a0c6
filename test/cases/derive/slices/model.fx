# Sums over parts of vectors say where they end.
data  x: real[4], y: real
param w: real[4], s: positive

m = sum(w[1:2]) + dot(w[3:4], x[1:2])
y ~ normal(m, s)
penalty sum(w[2:end].^2)
