# A straight line by least squares.
data  x: real, y: real
param m: real = 0.9, b: real = 0.1

loss (m*x + b - y)^2
