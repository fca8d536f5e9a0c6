# The same columns, brought to one scale.
data income: real, share: real, age: real, z: real[2], y: real
param w: real[3], b: real, u: real[2], s: positive
y ~ normal(w[1]*(income - 57000)/17000 + w[2]*(share - 0.29)/0.12 + w[3]*age/11 + dot(u, z) + b, s)
