# fluxion build model.fx
param a: real[2147483647]
loss sum(a.^2)
