// Terms of the chapter's Chinese edition (动手学深度学习, second edition), to which the translations are held.

export interface Term {
  /** Where a phrase has it. */
  readonly english: RegExp
  /** What its translation has then. */
  readonly chinese: RegExp
  /** Phrases in which it means something else. */
  readonly but?: RegExp
}

export const terms: readonly Term[] = [
  { english: /\bbatch sizes?\b/i, chinese: /批量大小/ },
  { english: /\blearning rates?\b/i, chinese: /学习率/ },
  { english: /\bepochs?\b/i, chinese: /轮|\{epochs\}/ },
  { english: /\bdropout\b/i, chinese: /暂退/, but: /\(Dropout\)/ },
  { english: /\bpooling\b/i, chinese: /汇聚/ },
  { english: /\bweight decay\b/i, chinese: /权重衰减/ },
  { english: /\bmomentum\b/i, chinese: /动量/ },
  { english: /\bconvolutions?\b/i, chinese: /卷积/ },
  { english: /\bfully connected\b/i, chinese: /全连接/ },
  { english: /\bactivation functions?\b/i, chinese: /激活函数/ },
  { english: /\bfeature maps?\b/i, chinese: /特征图/ },
  { english: /\bbatch normali[sz]ation\b/i, chinese: /批量规范化/ },
  { english: /\bconfusion matrix\b/i, chinese: /混淆矩阵/ },
  { english: /\b(test|validation|training|train) accurac/i, chinese: /精度/ },
  { english: /\bdata sets?\b/i, chinese: /数据集/ },
  { english: /\bgradients?\b/i, chinese: /梯度/, but: /^of saliency: / },
  { english: /\bcheckpoints?\b/i, chinese: /检查点/ },
  { english: /\baugment/i, chinese: /增广/ },
  { english: /\boverfit/i, chinese: /过拟合/ },
]
