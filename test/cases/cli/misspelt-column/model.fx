data x: real, speed: real
param m: real
loss (m*x - speed)^2
