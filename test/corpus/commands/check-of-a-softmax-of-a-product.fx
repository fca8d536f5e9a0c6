# fluxion check model.fx --rows 3
data y: real[3], x: real[3]
param w: real[3]
A = softmax(outer(x, w))
y ~ normal(A*w, 1)
