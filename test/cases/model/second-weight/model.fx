data x: real, w: weight, v: weight
param m: real
loss (x - m)^2
