data y: real, w: weight
param m: real
loss (y - m)^2
