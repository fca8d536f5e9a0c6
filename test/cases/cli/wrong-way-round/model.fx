data x: real, y: real
param m: real
loss (m*x - y)^2
