data x: real
param W: real[3, 2], v: real[2]
loss x[1] + v[1, 2] + W[1, 1, 1]
