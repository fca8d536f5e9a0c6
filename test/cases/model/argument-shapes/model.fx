data x: real[3]
param W: real[3, 3], a: real
loss dot(a, x) + trace(x) + sum(diag(a)) + sum(softmax(a)) + logsumexp(W) + norm(W) + sum(outer(W, x))
loss sum(tril(x)) + sum(zeros(1.5)) + norm(x, 0)
