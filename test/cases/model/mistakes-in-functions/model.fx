data x: real[3], y: real[2]
param w: real
f(a, b) = a + b
loss sum(f(x, y)) + sum(f(x, y) .* 2) + w * sum(f(y, x))
