data x: real, y: real
param m: real, b: real
loss (m*x + b - y)^2
