data x: real[3]
param W: real[3, 3]
loss sum(x / W) + sum(1 / x) + sum(W / W)
