# fluxion check model.fx
data x: real
param pi: positive
x ~ normal(0, pi)
