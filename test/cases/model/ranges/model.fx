dim K = 3
data t: real, g: category(3)
param a: real[K], n: real
loss sum(a .* (1:n))
loss sum(a .* (3:K - 1))
loss sum(a .* (1:1.5))
loss sum(a .* (0:K))
loss sum(a .* (1:g))
