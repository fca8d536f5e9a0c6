# fluxion derive model.fx
data d: count[2, 2]
param a: real
d ~ binomial(6, softmax(d^2))
