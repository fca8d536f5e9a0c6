data x: real, extra: real
param m: real
loss (x - m)^2
