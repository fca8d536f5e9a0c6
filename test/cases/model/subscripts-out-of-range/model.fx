dim D = 2
param W: real[3, D]
loss W[0, 1] + W[4, 1] + W[1, D + 1] + W[1.5, 1] + sum(W[2:4, 1]) + sum(W[3:2, 1]) + sum(sum(W, 3))
