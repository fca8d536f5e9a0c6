# A reduction runs over the elements of a value; of a number that is the same in all rows it is that number.
data x: real, v: real[2], s: category(3)
param w: real, u: real[2]
z = w*x
loss (w - mean(x))^2 + sum(z) + max(x) + min(z - x) + prod(x) + norm(z)
loss mean(v) + sum(u) + sum(w) + max(x, w) + mean(s)
