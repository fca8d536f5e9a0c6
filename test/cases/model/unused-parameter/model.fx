data x: real, y: real
param w: real, b: real, c: real[2]
z = w * x + 0 * b
loss (w * x - y)^2
