param x: real[2147483647], y: real
loss sum(x .^ 2) + y^2
