# fluxion build model.fx
param a: real
A = [[]]
loss a^2 + sum(A)
