data x: real[3]
param W: real[3, 2], a: real, V: real[2, 2]
loss sum(x^2) + sum(W^2) + sum(2^x) + sum(V^a) + sum(V^0.5) + sum(V^(-1))
