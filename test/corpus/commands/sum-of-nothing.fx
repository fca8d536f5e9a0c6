# fluxion derive model.fx
param a: real
loss a^2 + sum([])
