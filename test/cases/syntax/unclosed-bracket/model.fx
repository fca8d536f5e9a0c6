param w: real, b: real
z = sum((w - b)^2
y ~ normal(z, 1)
m = [1, 2
     3, 4
loss z)
loss f(w,
  b
