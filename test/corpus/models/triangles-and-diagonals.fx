data z: real[3]
param S: real[3, 3]
loss z'*tril(S)*triu(S, 1)'*z + trace(diag(diag(S)))
