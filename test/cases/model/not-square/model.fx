param W: real[3, 2]
loss trace(W) + sum(diag(W))
